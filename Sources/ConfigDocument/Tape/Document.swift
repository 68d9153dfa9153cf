/// Placeholder replaced in the next commit.
package enum Placeholder {}
