package dev.suture.agent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.suture.agent.client.AgentConnection;
import dev.suture.plugin.PatchException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever a client sends, the agent answers the others. */
class HostileClientTest {
    private static final List<String> SAID = List.of(
            RawClient.HELLO,
            "{\"jsonrpc\":\"2.0\",\"id\":2,\"method\":\"patch/list\"}",
            "{\"jsonrpc\":\"2.0\",\"id\":\"3\",\"method\":\"patch/status\",\"params\":{\"identifier\":\"ticketd/fix\"}}",
            "{\"jsonrpc\":\"2.0\",\"id\":\"4\",\"method\":\"patch/change\",\"params\":{\"action\":\"apply\","
                    + "\"identifier\":\"x\",\"pids\":[1,2],\"timeoutMillis\":1000,\"progressToken\":\"t\"}}",
            "{\"jsonrpc\":\"2.0\",\"method\":\"$/cancelRequest\",\"params\":{\"id\":\"4\"}}",
            "{\"jsonrpc\":\"2.0\",\"id\":5,\"method\":\"agent/state\",\"params\":{\"later\":[{\"x\":null}]}}");

    @TempDir
    private Path folder;

    private RunningAgent agent;

    @BeforeEach
    void start() {
        agent = new RunningAgent(folder, new FakeService());
    }

    @AfterEach
    void stop() {
        agent.close();
    }

    private void assertServes() {
        try (AgentConnection connection = agent.connect()) {
            assertThat(RunningAgent.service(connection).list()).hasSize(1);
        }
    }

    private String answer(byte[] bytes) throws IOException {
        try (RawClient client = new RawClient(agent.location())) {
            client.send(bytes);
            return client.end();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET / HTTP/1.1\r\n\r\n",
                "Content-Length: 5\r\n\r\nhello",
                "Content-Length: -1\r\n\r\n",
                "Content-Length: 99999999999999999999\r\n\r\n",
                "Content-Length: 16777217\r\n\r\n{}",
                "Content-Length: 4\r\n\r\nnull",
                "Content-Length: 2\r\n\r\n[]",
                "Content-Length: 2\r\n\r\n{}",
                "Content-Length: 3\r\n\r\n\"a\"",
                "Content-Length: 40\r\n\r\n{\"jsonrpc\":\"2.0\",\"id\":\"7\",\"result\":null}"
            })
    @Timeout(30)
    void whatIsNoMessageIsAnsweredWithAnErrorAndTheEnd(String said) throws IOException {
        assertThat(answer(said.getBytes(StandardCharsets.ISO_8859_1)))
                .contains("\"id\":null")
                .contains("\"code\":-32700")
                .contains("This message is malformed: it");
        assertServes();
    }

    @Test
    @Timeout(30)
    void whatIsNoUtf8IsMalformed() throws IOException {
        byte[] bytes = "Content-Length: 4\r\n\r\n\"xx\"".getBytes(StandardCharsets.ISO_8859_1);
        bytes[bytes.length - 2] = (byte) 0xff;
        assertThat(answer(bytes)).contains("it is no UTF-8");
    }

    @Test
    @Timeout(30)
    void aHeaderWithoutEndIsCutOff() throws IOException {
        byte[] bytes = new byte[100_000];
        Arrays.fill(bytes, (byte) 'a');
        try (RawClient client = new RawClient(agent.location())) {
            client.send(bytes);
            assertThat(client.hear()).contains("its header is longer than 1024 bytes");
            assertThat(client.hear()).as("the end").isEmpty();
        }
        assertServes();
    }

    @Test
    @Timeout(30)
    void deepNestingIsMalformed() throws IOException {
        String deep = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"patch/x\",\"params\":%s%s}"
                .formatted("[".repeat(500_000), "]".repeat(500_000));
        answer(RawClient.frame(deep));
        assertServes();
    }

    @Test
    @Timeout(30)
    void nothingIsDoneBeforeTheGreeting() throws IOException {
        assertThat(answer(RawClient.frame(SAID.get(1)))).contains("Say agent/hello first, in version 1");
    }

    @Test
    @Timeout(30)
    void unknownFieldsDoNoHarmAndUnknownCallsAreTold() throws IOException {
        try (RawClient client = new RawClient(agent.location())) {
            client.say(RawClient.HELLO.replace("\"client\"", "\"since\":{\"a\":[1]},\"client\""));
            assertThat(client.hear()).contains("\"protocolVersion\":1");
            client.say("{\"jsonrpc\":\"2.0\",\"id\":9,\"method\":\"patch/none\",\"params\":{}}");
            assertThat(client.hear()).contains("\"id\":9").contains("-32601").contains("There is no such call.");
            client.say("{\"jsonrpc\":\"2.0\",\"id\":10,\"method\":\"patch/known\"}");
            assertThat(client.hear()).contains("\"id\":10").contains("-32602");
            client.say("{\"jsonrpc\":\"2.0\",\"id\":11,\"method\":\"patch/known\",\"params\":{}}");
            assertThat(client.hear()).contains("has no field 'identifier'");
            client.say("{\"jsonrpc\":\"2.0\",\"id\":12,\"method\":\"patch/change\",\"params\":{\"pids\":\"all\"}}");
            assertThat(client.hear()).contains("\"id\":12").contains("-32602");
            client.say("{\"jsonrpc\":\"2.0\",\"id\":13,\"method\":\"patch/change\","
                    + "\"params\":{\"action\":\"explode\",\"identifier\":\"x\"}}");
            assertThat(client.hear()).contains("has 'explode' as its 'action', which this Suture does not know");
            client.say(SAID.get(1));
            assertThat(client.hear()).contains("fix-größe");
        }
    }

    @Test
    @Timeout(30)
    void anotherVersionIsAnsweredAndToldByTheClient() throws IOException {
        try (RawClient client = new RawClient(agent.location())) {
            client.say(RawClient.HELLO.replace(":1,", ":2,"));
            assertThat(client.hear()).contains("\"protocolVersion\":1");
            client.say(SAID.get(1));
            assertThat(client.hear()).contains("Say agent/hello first, in version 1 of the protocol.");
        }
    }

    @Test
    @Timeout(30)
    void clientsThatSayNothingGiveWay() throws Exception {
        List<RawClient> silent = new ArrayList<>();
        try {
            for (int i = 0; i < 200; i++) {
                RawClient client = new RawClient(agent.location());
                client.send("Content-Length: 16000000\r\n\r\n{".getBytes(StandardCharsets.US_ASCII));
                silent.add(client);
            }
            boolean served = false;
            while (!served) {
                served = serves();
            }
        } finally {
            for (RawClient client : silent) {
                client.close();
            }
        }
        assertServes();
    }

    private boolean serves() throws InterruptedException {
        try (AgentConnection connection = agent.connect()) {
            return RunningAgent.service(connection).list().size() == 1;
        } catch (PatchException e) {
            assertThat(e.id()).isEqualTo("agent-lost");
            Thread.sleep(50);
            return false;
        }
    }

    @Test
    @Timeout(60)
    void aClientThatDoesNotReadHoldsUpNobody() throws Exception {
        Thread talker;
        try (RawClient deaf = new RawClient(agent.location())) {
            deaf.say(RawClient.HELLO);
            talker = Thread.ofPlatform().daemon().start(() -> {
                while (deaf.say(SAID.get(1))) {
                    // The agent's answers pile up until it has enough of it, or stops to read.
                }
            });
            Thread.sleep(500);
            for (int i = 0; i < 20; i++) {
                assertServes();
            }
        }
        talker.join(20_000);
        assertThat(talker.isAlive()).isFalse();
    }

    @Test
    void brokenMessagesLeaveTheAgentServing() throws IOException {
        long first = Long.getLong("fuzz.first", 0);
        long tries = Long.getLong("fuzz.tries", 400);
        for (long seed = first; seed < first + tries; seed++) {
            byte[] bytes = broken(new Random(seed));
            try (RawClient client = new RawClient(agent.location())) {
                client.send(bytes);
                client.end();
            } catch (IOException e) {
                throw new AssertionError("after the message of seed " + seed, e);
            }
            if (seed % 50 == 0) {
                assertServes();
            }
        }
        assertServes();
    }

    /** A conversation with some of its bytes changed, left out, doubled or put in. */
    private static byte[] broken(Random random) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        if (random.nextBoolean()) {
            out.writeBytes(RawClient.frame(RawClient.HELLO));
        }
        int count = 1 + random.nextInt(3);
        for (int i = 0; i < count; i++) {
            String json = SAID.get(random.nextInt(SAID.size()));
            boolean insideOnly = random.nextBoolean();
            byte[] bytes = insideOnly
                    ? RawClient.frame(new String(
                            mutated(json.getBytes(StandardCharsets.UTF_8), random), StandardCharsets.ISO_8859_1))
                    : mutated(RawClient.frame(json), random);
            out.writeBytes(bytes);
        }
        return out.toByteArray();
    }

    private static byte[] mutated(byte[] bytes, Random random) {
        byte[] result = bytes;
        int changes = 1 + random.nextInt(4);
        for (int i = 0; i < changes && result.length > 1; i++) {
            int at = random.nextInt(result.length);
            int length = Math.min(1 + random.nextInt(8), result.length - at);
            byte[] piece = Arrays.copyOfRange(result, at, at + length);
            result = switch (random.nextInt(5)) {
                case 0 -> spliced(result, at, 1, new byte[] {(byte) random.nextInt(256)});
                case 1 -> spliced(result, at, length, new byte[0]);
                case 2 -> spliced(result, at, 0, piece);
                case 3 ->
                    spliced(
                            result,
                            at,
                            0,
                            "{}[]\",:0123456789nulltrue-.e"
                                    .substring(random.nextInt(20))
                                    .getBytes(StandardCharsets.US_ASCII));
                default -> Arrays.copyOf(result, at);
            };
        }
        return result;
    }

    private static byte[] spliced(byte[] bytes, int at, int removed, byte[] added) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(bytes, 0, at);
        out.writeBytes(added);
        out.write(bytes, at + removed, bytes.length - at - removed);
        return out.toByteArray();
    }
}
