#if __has_include(<zlib.h>)
#include <zlib.h>
#else
#error "zlib is missing: run 'apt-get install zlib1g-dev' (Debian, Ubuntu) or 'brew install zlib' (macOS)"
#endif
