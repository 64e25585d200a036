package io.maillite.manual;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.processor.idempotent.jdbc.JdbcMessageIdRepository;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.Test;

/** The table for processed messages of docs/recipes.md, in a database. */
class WiderTableTest {
    private static final String LONG_KEY = "u".repeat(250) + "@" + "h".repeat(250) + ":995/" + "i".repeat(70);

    private static JdbcMessageIdRepository repository(String database) {
        JdbcDataSource source = new JdbcDataSource();
        source.setUrl("jdbc:h2:mem:" + database + ";DB_CLOSE_DELAY=-1");
        return new JdbcMessageIdRepository(source, "mailbox");
    }

    @Test
    void theTableOfTheRecipeHoldsALongKey() throws Exception {
        Matcher recipe = Pattern.compile("createString: (CREATE TABLE.*)").matcher(new Page("docs/recipes.md").text());
        assertThat(recipe.find()).isTrue();
        JdbcMessageIdRepository repository = repository("wide");
        repository.setCreateString(recipe.group(1));
        try (DefaultCamelContext context = new DefaultCamelContext()) {
            context.addService(repository);
            context.start();

            assertThat(repository.add(LONG_KEY)).isTrue();
            assertThat(repository.contains(LONG_KEY)).isTrue();
        }
    }

    @Test
    void camelsOwnTableDoesNot() throws Exception {
        JdbcMessageIdRepository repository = repository("narrow");
        try (DefaultCamelContext context = new DefaultCamelContext()) {
            context.addService(repository);
            context.start();

            assertThatThrownBy(() -> repository.add(LONG_KEY)).hasMessageContaining("too long");
        }
    }

    @Test
    void theTableThatIsThereCanBeWidened() throws Exception {
        Matcher recipe = Pattern.compile("`(ALTER TABLE[^`]*)`").matcher(new Page("docs/recipes.md").text());
        assertThat(recipe.find()).isTrue();
        JdbcMessageIdRepository repository = repository("widened");
        try (DefaultCamelContext context = new DefaultCamelContext()) {
            context.addService(repository);
            context.start();
            repository.getJdbcTemplate().execute(recipe.group(1));

            assertThat(repository.add(LONG_KEY)).isTrue();
        }
    }
}
