package socklab.help;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import socklab.text.Language;

/** /explain as typed. */
class ExplainCommandTest {
    private final HelpTestShell bench = new HelpTestShell(Language.EN);

    @AfterEach
    void close() {
        bench.close();
    }

    @ParameterizedTest
    @CsvSource({
        "bind,bind:",
        "BIND,bind:",
        "listen,listen:",
        "LISTEN,TCP LISTEN",
        "so_reuseaddr,SO_REUSEADDR",
        "msg_peek,MSG_PEEK = 0x2",
        "econnrefused,ECONNREFUSED (Connection refused) = 111",
        "EWOULDBLOCK,EAGAIN (",
        "TIME_WAIT,TCP TIME-WAIT",
        "estab,TCP ESTABLISHED",
        "TCP_FIN_WAIT2,TCP FIN-WAIT-2",
        "TCP_INFO,TCP_INFO",
        "open,socket:",
        "SHUT_WR,shutdown:",
        "O_NONBLOCK,fcntl:",
        "POLLIN,poll:",
        "backlog,backlog",
        "三次握手,handshake",
        "粘包,message boundaries",
        "half close,half-close",
        "byte order,byte order",
        "半连接队列,SYN queue",
        "nagle,Nagle",
        "SCM_CREDENTIALS,SCM_CREDENTIALS",
        "四次挥手,four-way close",
        "全连接队列,backlog",
        "端口复用,SO_REUSEPORT",
        "端口被占用,EADDRINUSE (",
        "connection refused,ECONNREFUSED (",
        "2MSL,TCP TIME-WAIT",
        "拥塞窗口,congestion control",
        "SCM_TIMESTAMP,SO_TIMESTAMP",
        "timeline,/timeline [N|all] [plain]",
        "/rela,/relay udp|tcp",
        "EXDEV,EXDEV (Invalid cross-device link)"
    })
    void aTopicIsFoundByItsNames(String typed, String head) {
        String page = bench.type("/explain " + typed);
        assertThat(page).startsWith(head);
        assertThat(bench.type("/help " + typed)).isEqualTo(page);
    }

    @Test
    void everyTopicIsFoundByItsNameAndByEachOfItsWords() {
        for (HelpTopic topic : HelpTopic.all()) {
            assertThat(HelpTopic.named(topic.name())).as(topic.name()).first().isEqualTo(topic);
        }
        TopicWords.all()
                .forEach((name, words) -> words.forEach(word -> assertThat(HelpTopic.named(word))
                        .as(word)
                        .extracting(HelpTopic::name)
                        .startsWith(name)));
        Idea.all()
                .forEach(idea -> idea.words()
                        .forEach(word -> assertThat(HelpTopic.named(word))
                                .as(word)
                                .first()
                                .isEqualTo(new HelpTopic.OfIdea(idea))));
    }

    @Test
    void aCallAndAStateOfOneNamePointToEachOther() {
        assertThat(bench.type("/explain listen")).contains("/explain LISTEN");
        assertThat(bench.type("/explain LISTEN")).contains("/explain listen");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "REUSEADDR;did you mean SO_REUSEADDR?",
                "reuse;between SO_REUSEADDR, SO_REUSEPORT",
                "lisetn;did you mean listen?",
                "ECONREFUSED;did you mean ECONNREFUSED?",
                "xyzzy;a call, an errno, an option"
            })
    void anUnknownTopicSuggestsWhatWasMeant(String typed, String cure) {
        assertThat(bench.type("/explain " + typed))
                .startsWith("error: no page on " + typed)
                .contains(cure);
    }

    @Test
    void withoutATopicItIsTheLastCallAndItsErrno() {
        assertThat(bench.type("/explain")).contains("error: no call so far");
        bench.type("open udp");
        assertThat(bench.type("/explain")).startsWith("socket:");
        bench.type("send x");
        assertThat(bench.type("/explain"))
                .startsWith("send:")
                .contains("EDESTADDRREQ (Destination address required) = 89");
        assertThat(bench.type("/explain $_")).isEqualTo(bench.type("/explain"));
        assertThat(bench.type("/explain $1")).startsWith("socket:");
        assertThat(bench.type("/explain $77")).contains("error: unknown name: $77");
    }

    @Test
    void itSpeaksTheLanguageSet() {
        bench.type("/set lang zh");
        assertThat(bench.type("/explain close")).contains("何时阻塞", "常见误解", "同一调用在 C、Python 和 Java 中");
    }
}
