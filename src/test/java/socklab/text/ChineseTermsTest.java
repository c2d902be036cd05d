package socklab.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Chinese texts have one word for one thing, as the textbooks do, and Chinese punctuation. */
class ChineseTermsTest {
    private static final List<Path> ROOTS = List.of(
            Path.of("src/main/resources/socklab/messages/zh"),
            Path.of("src/bench/resources/socklab/messages/zh"),
            Path.of("src/main/resources/socklab/explain"),
            Path.of("src/site/markdown/zh"),
            Path.of("labs"));

    /** What is not written, as a regular expression, and the word of the textbooks. */
    private static final Map<String, String> TERMS = new LinkedHashMap<>();

    static {
        TERMS.put("您", "你");
        TERMS.put("多播", "组播");
        TERMS.put("侦听", "监听");
        TERMS.put("套接口", "套接字");
        TERMS.put("句柄", "描述符");
        TERMS.put("校验和", "检验和");
        TERMS.put("(?<!HTTP )头部(?!分)", "首部");
        TERMS.put("数据包|信息包", "分组、数据报或报文段");
        TERMS.put("打断", "中断");
        TERMS.put("重发", "重传");
        TERMS.put("慢启动", "慢开始");
        TERMS.put("后退 ?N", "回退 N 步");
        TERMS.put("(?<!内核)定时器", "计时器");
        TERMS.put("重置", "复位");
        TERMS.put("回环", "环回");
        TERMS.put("本地(?=地址|端口)", "本端");
        TERMS.put("客户(?!端)", "客户端");
        TERMS.put("名字服务器", "域名服务器");
        TERMS.put("级别", "层次");
        TERMS.put("缺省", "默认");
        TERMS.put("监听队列", "全连接队列");
        TERMS.put("[一两三几这那每]个(?=消息|主机[^名])", "条消息、台主机");
    }

    /** Punctuation of ASCII where a Chinese sentence has its own. */
    private static final Pattern HALF_WIDTH =
            Pattern.compile("\\p{IsHan}[,;!?]|[,;!?]\\p{IsHan}|\\p{IsHan}[.:](?=\\s|$)|\\p{IsHan}\\(|\\)\\p{IsHan}");

    private record ChineseLine(String place, String text) {}

    @Test
    void oneWordForOneThing() {
        List<String> other = new ArrayList<>();
        TERMS.forEach((wrong, right) -> {
            Pattern pattern = Pattern.compile(wrong);
            lines().filter(line -> pattern.matcher(line.text()).find())
                    .forEach(line -> other.add(right + ": " + line.place() + ": " + line.text()));
        });
        assertThat(other).isEmpty();
    }

    @Test
    void sentencesHaveChinesePunctuation() {
        assertThat(lines().filter(line -> HALF_WIDTH.matcher(line.text()).find()))
                .isEmpty();
    }

    /** The Chinese lines of messages, help pages, manual and labs. */
    private static Stream<ChineseLine> lines() {
        return ROOTS.stream()
                .flatMap(ChineseTermsTest::files)
                .flatMap(file -> lines(file).map(text -> new ChineseLine(file.toString(), text)));
    }

    private static Stream<Path> files(Path root) {
        try (Stream<Path> files = Files.walk(root)) {
            return files.filter(f -> f.toString().matches(".*(/zh/.*|\\.zh\\.md|\\.lab)")).toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Stream<String> lines(Path file) {
        try {
            Stream<String> lines = Files.readAllLines(file).stream();
            return file.toString().endsWith(".lab")
                    ? lines.map(String::strip).filter(l -> l.startsWith("#zh"))
                    : lines.filter(l -> !l.startsWith("#"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
