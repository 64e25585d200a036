package io.maillite.examples.invoices;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FileNameTest {
    @ParameterizedTest
    @CsvSource({
        "invoice.pdf, invoice.pdf",
        "../../etc/passwd, passwd",
        "C:\\temp\\a.pdf, a.pdf",
        "..., attachment",
        ".bashrc, bashrc",
        "a\u0000b*c.pdf, a_b_c.pdf"
    })
    void theNameOfAnAttachmentLeadsNowhere(String given, String kept) {
        assertThat(FileName.harmless(given)).isEqualTo(kept);
    }
}
