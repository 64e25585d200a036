"""Sends a message so many times with Python's smtplib: HOST PORT TLS FROM TO FILE COUNT."""
import smtplib
import ssl
import sys

host, port, tls, sender, recipient, file, count = sys.argv[1:]
with open(file, "rb") as message:
    content = message.read()
if tls == "true":
    server = smtplib.SMTP_SSL(host, int(port), context=ssl._create_unverified_context())
else:
    server = smtplib.SMTP(host, int(port))
for _ in range(int(count)):
    refused = server.sendmail(sender, [recipient], content)
    if refused:
        sys.exit(f"refused: {refused}")
server.quit()
