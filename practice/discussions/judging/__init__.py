"""Numbers from 0 to 10: the words of 0 and 10 that the group agrees first, and the numbers' way to the danger's scale."""
