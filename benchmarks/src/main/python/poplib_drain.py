"""Drains a mailbox with Python's poplib: HOST PORT TLS USER PASSWORD."""
import poplib
import ssl
import sys

host, port, tls, user, password = sys.argv[1:]
poplib._MAXLINE = 8192
if tls == "true":
    mailbox = poplib.POP3_SSL(host, int(port), context=ssl._create_unverified_context())
else:
    mailbox = poplib.POP3(host, int(port))
mailbox.user(user)
mailbox.pass_(password)
octets = 0
for number in range(1, len(mailbox.list()[1]) + 1):
    octets += mailbox.retr(number)[2]
    mailbox.dele(number)
mailbox.quit()
print(octets)
