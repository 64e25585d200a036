package io.maillite.reliability.secrets;

/** A protocol, as far as a login and a refusal need it. */
enum Dialect {
    POP3("+OK ready <1896.697170952@localhost>", "+ ", "+OK ", "-ERR [AUTH] ", "-ERR [SYS/TEMP] "),
    SMTP("220 localhost ready", "334 ", "235 2.7.0 ", "535 5.7.8 ", "454 4.7.0 ");

    final String greeting;
    final String challenge;
    final String welcome;
    final String refusal;
    final String temporary;

    Dialect(String greeting, String challenge, String welcome, String refusal, String temporary) {
        this.greeting = greeting;
        this.challenge = challenge;
        this.welcome = welcome;
        this.refusal = refusal;
        this.temporary = temporary;
    }

    String capabilities(String mechanism) {
        return this == POP3
                ? "+OK\r\nUSER\r\nUIDL\r\nTOP\r\nPIPELINING\r\nSASL " + mechanism + "\r\n.\r\n"
                : "250-localhost\r\n250-PIPELINING\r\n250 AUTH " + mechanism + "\r\n";
    }

    /** What it says to a command that makes no sense to it. */
    String unknown() {
        return this == POP3 ? "-ERR " : "501 5.5.4 ";
    }
}
