"""Pure calculation of complaints: limits of law, the clock nobody moves later."""
