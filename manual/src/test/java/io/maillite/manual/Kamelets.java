package io.maillite.manual;

import org.apache.camel.component.kamelet.KameletComponent;

/** The Kamelets of this project. */
final class Kamelets {
    private Kamelets() {}

    /** Camel's component for Kamelets, which finds them where they are. */
    static KameletComponent component() {
        KameletComponent component = new KameletComponent();
        component.setLocation(Page.root().resolve("kamelets").toUri().toString());
        return component;
    }
}
