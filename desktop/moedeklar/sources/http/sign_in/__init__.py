"""Who we are, said to a server that wants to know it: `base` is what a client asks of it."""
