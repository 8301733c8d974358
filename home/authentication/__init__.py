"""Sessions and second factors of accounts, whatever screens change them."""
