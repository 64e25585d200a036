package io.maillite.manual;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.camel.tooling.model.ComponentModel;
import org.junit.jupiter.api.Test;

/** The tables of both components' pages are what their metadata says. */
class TablesTest {
    @Test
    void ofPop3lite() {
        compare(new Page("docs/pop3lite.md"), Metadata.pop3lite());
    }

    @Test
    void ofSmtplite() {
        compare(new Page("docs/smtplite.md"), Metadata.smtplite());
    }

    private static void compare(Page page, ComponentModel component) {
        compare(page, "options", Tables.options(component));
        compare(page, "options of the component", Tables.componentOptions(component));
        compare(page, "headers", Tables.headers(component));
    }

    private static void compare(Page page, String section, String tables) {
        if (Boolean.getBoolean("docs.accept")) {
            page.write(section, tables);
        }
        assertThat(page.section(section))
                .as(page.name() + " is not what the metadata says. Write it anew: mvn test -pl manual -am"
                        + " -Dtest=TablesTest -Dsurefire.failIfNoSpecifiedTests=false -Ddocs.accept=true")
                .isEqualTo(tables);
    }
}
