"""Sessions, second factors and personal links, independent of the screens that use them."""
