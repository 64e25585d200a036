package io.maillite.testkit.script;

/** Something that the test itself does at a point of a dialogue. */
@FunctionalInterface
public interface TestAction {
    /** Does it. Whatever it throws is a deviation. */
    void run() throws Exception;
}
