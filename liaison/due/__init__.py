"""待联系: who is to be called, in what order and why. The first page, the command and the digest share its query."""
