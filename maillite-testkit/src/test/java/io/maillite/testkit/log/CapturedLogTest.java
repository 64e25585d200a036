package io.maillite.testkit.log;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class CapturedLogTest {

    @Test
    void keepsWhatIsLoggedWhileItIsOpen() {
        LoggerFactory.getLogger("io.maillite.trace.x").info("before");
        try (CapturedLog log = CapturedLog.begin()) {
            LoggerFactory.getLogger("io.maillite.trace.x").info("C: STAT\u00e9");
            LoggerFactory.getLogger("io.maillite.trace.x").debug("not at this level");
            try (CapturedLog inner = CapturedLog.begin()) {
                LoggerFactory.getLogger("io.maillite.other").warn("S: +OK");
                assertThat(inner.lines("STAT")).isEmpty();
            }
            assertThat(log.lines("io.maillite.trace.x"))
                    .singleElement()
                    .asString()
                    .endsWith("C: STAT\u00e9");
            assertThat(log.text()).contains("S: +OK").doesNotContain("before", "not at this level");
        }
    }
}
