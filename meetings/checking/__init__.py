"""Those who check the minutes are asked in turn, by mail; then the minutes go to approval."""
