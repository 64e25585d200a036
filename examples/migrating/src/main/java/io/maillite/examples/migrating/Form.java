package io.maillite.examples.migrating;

import org.apache.camel.model.ProcessorDefinition;

/**
 * How a route is written for one component.
 *
 * @param uri of the mailbox or of the server; <code>{{pop3}}</code> and <code>{{smtp}}</code> are host and port
 * @param steps what comes behind the mailbox, or before the server
 */
record Form(String uri, Steps steps) {
    /** Steps of a route. */
    @FunctionalInterface
    interface Steps {
        ProcessorDefinition<?> on(ProcessorDefinition<?> route);
    }

    /** A route without steps of its own. */
    static Form of(String uri) {
        return new Form(uri, route -> route);
    }
}
