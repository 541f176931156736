"""Personal data of those who apply and of contact persons: giving it out and erasing it."""
