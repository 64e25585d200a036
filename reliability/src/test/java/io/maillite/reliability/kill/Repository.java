package io.maillite.reliability.kill;

import java.nio.file.Path;
import org.apache.camel.processor.idempotent.jdbc.JdbcMessageIdRepository;
import org.apache.camel.spi.IdempotentRepository;
import org.apache.camel.support.processor.idempotent.FileIdempotentRepository;
import org.h2.jdbcx.JdbcConnectionPool;

/** What outlives the process. */
enum Repository {
    FILE {
        @Override
        IdempotentRepository open(Path folder) {
            return FileIdempotentRepository.fileIdempotentRepository(
                    folder.resolve("processed.txt").toFile(), 1000);
        }
    },
    /** H2 writes what was committed half a second later, unless it is told not to wait. */
    JDBC {
        @Override
        IdempotentRepository open(Path folder) {
            return new JdbcMessageIdRepository(
                    JdbcConnectionPool.create(
                            "jdbc:h2:file:" + folder.resolve("processed") + ";WRITE_DELAY=0", "sa", ""),
                    "mail");
        }
    };

    abstract IdempotentRepository open(Path folder);
}
