package io.maillite.camel.support;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.StreamCache;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.apache.camel.support.UnitOfWorkHelper;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SpoolTest {
    @TempDir
    private Path folder;

    private final CamelContext context = new DefaultCamelContext();
    private SpoolDirectory directory;

    @BeforeEach
    void configure() {
        context.getStreamCachingStrategy()
                .setSpoolDirectory(folder.resolve("spool").toFile());
        directory = SpoolDirectory.of(context);
    }

    @ParameterizedTest
    @CsvSource({"0,100,-1", "1,100,-1", "100,100,100", "101,100,101", "5000,100,1", "200000,100000,300000", "100,0,7"})
    void keepsEveryOctetOnWhicheverSideOfTheThreshold(int size, long threshold, long expected) throws Exception {
        byte[] octets = new byte[size];
        new Random(size).nextBytes(octets);
        MailContent content;
        try (Spool spool = new Spool(directory, threshold, expected)) {
            for (int i = 0; i < size; i += 37) {
                spool.write(octets, i, Math.min(37, size - i));
            }
            content = spool.content();
        }

        assertThat(content.inMemory()).isEqualTo(size <= threshold);
        assertThat(content.length()).isEqualTo(size);
        assertThat(content.readAllBytes()).isEqualTo(octets);
        content.reset();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        content.writeTo(out);
        assertThat(out.toByteArray()).isEqualTo(octets);
        try (InputStream again = content.fromStart()) {
            assertThat(again.skip(size / 2)).isEqualTo(size / 2);
            assertThat(again.readAllBytes()).isEqualTo(Arrays.copyOfRange(octets, size / 2, size));
            assertThat(again.read()).isEqualTo(-1);
        }
        content.octets().release();
        assertThat(folder.resolve("spool").toFile().list()).isNullOrEmpty();
    }

    @Test
    void theFileStaysUntilTheLastExchangeThatNeedsItIsDone() throws Exception {
        MailContent content = spooled(1000);
        Exchange other = new DefaultExchange(context);
        StreamCache copy = content.copy(other);
        content.octets().release();
        assertThat(folder.resolve("spool").toFile().list()).hasSize(1);

        UnitOfWorkHelper.doneSynchronizations(
                other, other.getExchangeExtension().handoverCompletions());

        assertThat(folder.resolve("spool").toFile().list()).isEmpty();
        assertThat(((InputStream) copy).readAllBytes())
                .as("whoever holds on to it")
                .hasSize(1000);
    }

    @Test
    void whatIsGivenUpLeavesNoFile() throws Exception {
        try (Spool spool = new Spool(directory, 10, -1)) {
            spool.write(new byte[100]);
            assertThat(folder.resolve("spool").toFile().list()).hasSize(1);
        }
        assertThat(folder.resolve("spool").toFile().list()).isEmpty();
    }

    private MailContent spooled(int size) throws Exception {
        try (Spool spool = new Spool(directory, 10, -1)) {
            spool.write(new byte[size]);
            return spool.content();
        }
    }

    @Test
    void anInterruptBeforeTheContentIsGivenAwayLeavesNoFileBehind() throws Exception {
        MailContent content;
        try (Spool spool = new Spool(directory, 0, -1)) {
            spool.write(new byte[1000]);
            Thread.currentThread().interrupt();
            content = spool.content();
        } finally {
            assertThat(Thread.interrupted()).isTrue();
        }
        assertThat(content.readAllBytes()).hasSize(1000);
        content.octets().release();
        assertThat(folder.resolve("spool").toFile().list()).isNullOrEmpty();
    }

    /** It would be less than what was written. */
    @Test
    void whatFailedOnItsWayToTheFileIsNotGivenAway() throws Exception {
        try (Spool spool = new Spool(directory, 100, -1)) {
            spool.write(new byte[100]);
            Thread.currentThread().interrupt();
            assertThatThrownBy(() -> spool.write(new byte[1])).isInstanceOf(IOException.class);
            assertThat(Thread.interrupted()).isTrue();
            assertThatThrownBy(spool::content).hasMessageContaining("closed");
        }
        assertThat(folder.resolve("spool").toFile().list()).isNullOrEmpty();
    }

    /** An interrupt closes a file channel under its reader, and for all others: an aggregator would lose the octets. */
    @Test
    void whoReadsWhileInterruptedTakesTheOctetsFromNobody() throws Exception {
        MailContent content;
        try (Spool spool = new Spool(directory, 0, -1)) {
            spool.write(new byte[5000]);
            content = spool.content();
        }
        content.octets().release(); // the exchange is done, the file has no name any more

        Thread.currentThread().interrupt();
        assertThat(content.readAllBytes()).hasSize(5000);

        assertThat(Thread.interrupted()).isTrue();
        try (InputStream other = content.fromStart()) {
            assertThat(other.readAllBytes()).hasSize(5000);
        }
    }
}
