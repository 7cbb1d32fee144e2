"""The embedded demonstration newsroom: eight fictional outlets on loopback. All its content is fiction."""
