package dev.adieu.websocket.bench;

import static dev.adieu.websocket.bench.client.Contestant.ADIEU_ANNOTATED;
import static dev.adieu.websocket.bench.client.Contestant.ADIEU_PROGRAMMATIC;
import static dev.adieu.websocket.bench.client.Contestant.NETTY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.adieu.websocket.bench.client.Contestant;
import org.junit.jupiter.api.Test;

class PlanTest {

    @Test
    void allIsMeasuredWithAllClientsIfNothingIsSaid() {
        assertThat(Plan.of().workloads()).containsExactly(Workload.values());
        assertThat(Plan.of().contestants()).containsExactly(Contestant.values());
    }

    @Test
    void aNameStandsForItsFamily() {
        assertThat(Plan.of("workloads=W1,W4").workloads()).containsExactly(Workload.W1, Workload.W4, Workload.W4X64);
        assertThat(Plan.of("workloads=W8TLS").workloads()).containsExactly(Workload.W8TLS2, Workload.W8TLS3);
        assertThat(Plan.of("workloads=W10X1").workloads()).containsExactly(Workload.W10X1);
        assertThat(Plan.of("contestants=ADIEU,NETTY").contestants())
                .containsExactly(ADIEU_ANNOTATED, ADIEU_PROGRAMMATIC, NETTY);
    }

    @Test
    void aNameThatStandsForNothingIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Plan.of("workloads=W1,W11"))
                .withMessageContaining("\"W11\" is no workload");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Plan.of("contestants=ADIEUX"))
                .withMessageContaining("\"ADIEUX\" is no contestant");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Plan.of("window=7"))
                .withMessageContaining("\"window=7\" is not known");
    }
}
