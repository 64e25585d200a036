package io.maillite.interop;

/** A program that starts both servers and then waits: for the test that kills it. */
final class Abandoned {
    private Abandoned() {}

    /** Writes the folders of the servers to its standard output, a line each, when they run. */
    public static void main(String[] args) throws Exception {
        Dovecot dovecot = Dovecot.start(Dovecot.ALL_MECHANISMS);
        Postfix postfix = Postfix.start(dovecot);
        System.out.println(dovecot.process().folder());
        System.out.println(postfix.process().folder());
        System.out.flush();
        Thread.sleep(Long.MAX_VALUE);
    }
}
