#ifndef C_BUILD_INFO_H
#define C_BUILD_INFO_H

/// The commit that a release was built from, which Scripts/release passes to the compiler; null in other
/// builds.
const char *built_from_commit(void);

#endif
