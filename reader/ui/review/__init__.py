"""The review of doubts: the card above the text, the queue it walks through, the same answer given to many."""
