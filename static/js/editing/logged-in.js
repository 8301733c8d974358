// Tells open editors of the log-in at once.
new BroadcastChannel("editing").postMessage("logged-in");
