"""What of the approval is written down."""
