"""The server as a function: a work and questions in, plain data out. No session, no order."""
