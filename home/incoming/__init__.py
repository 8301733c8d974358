"""What comes in from outside: text in one form, days and times as people write them."""
