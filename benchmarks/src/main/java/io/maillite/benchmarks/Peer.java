package io.maillite.benchmarks;

/** Who is measured. */
enum Peer {
    /** This project. */
    POP3LITE("pop3lite:%s:%d?username=user&password=secret&tls=NONE&initialDelay=0"),
    /** This project, as against a server that does not pipeline. */
    POP3LITE_ONE_BY_ONE("pop3lite:%s:%d?username=user&password=secret&tls=NONE&pipelining=OFF&initialDelay=0"),
    /** Camel's own component. */
    CAMEL_MAIL("pop3:%s:%d?username=user&password=secret&delete=true&initialDelay=0");

    private final String uri;

    Peer(String uri) {
        this.uri = uri;
    }

    String uri(String host, int port) {
        return String.format(uri, host, port);
    }
}
