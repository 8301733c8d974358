"""How the demo shows mail: on the screen, as it is read."""

from django.core.mail.backends.console import EmailBackend


class ReadableConsole(EmailBackend):
    """Writes the words of a mail without their coding, so that a link in it can be opened."""

    def write_message(self, message):
        lines = [
            "",
            "─" * 72,
            f"Vastaanottaja: {', '.join(message.to)}",
            f"Aihe: {message.subject}",
            "",
            message.body.rstrip(),
            "─" * 72,
            "",
        ]
        self.stream.write("\n".join(lines))
