package io.maillite.examples.migrating;

import java.util.Map;

/** Runs a route on servers of its own, and looks what came of it. */
@FunctionalInterface
interface Trial {
    /** @return each fact and what it was, in order */
    Map<String, String> of(Form form) throws Exception;
}
