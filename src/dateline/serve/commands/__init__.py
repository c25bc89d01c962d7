"""The commands of `dateline`, a file each group."""
