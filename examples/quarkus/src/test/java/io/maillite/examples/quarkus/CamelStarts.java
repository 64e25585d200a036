package io.maillite.examples.quarkus;

import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import org.apache.camel.quarkus.core.CamelRuntime;

/** An application with a main method of its own starts Camel there; a test does not call it. */
@ApplicationScoped
class CamelStarts {
    void with(@Observes StartupEvent application, CamelRuntime camel) {
        camel.start(new String[0]);
    }
}
