"""The yearly check of contact data by representatives and conveners, by personal links."""
