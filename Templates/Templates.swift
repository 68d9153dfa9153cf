package enum Templates {}
