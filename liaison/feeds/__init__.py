"""日历订阅: secret addresses that calendar programs read, and what each of them has been told so far."""
