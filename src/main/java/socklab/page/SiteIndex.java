package socklab.page;

import java.util.List;
import java.util.Optional;

/** The front page of a site: the labs by chapter. */
public record SiteIndex(Wording words, List<Page> pages) {

    /**
     * A lab of the site.
     *
     * @param link where its page is, relative to the index; empty if it has none
     * @param lacking why it has none
     */
    public record Page(String chapter, String link, List<Wording.Said> title, Optional<String> lacking) {}

    /** The chapters, in the order in which they came. */
    public List<String> chapters() {
        return pages.stream().map(Page::chapter).distinct().toList();
    }

    /** The labs of a chapter. */
    public List<Page> of(String chapter) {
        return pages.stream().filter(p -> p.chapter().equals(chapter)).toList();
    }

    /** What a chapter is about, where the catalog knows it. */
    public List<Wording.Said> about(String chapter) {
        return words.languages().stream()
                .flatMap(l -> socklab.text.Messages.in(l).find("lab.chapter." + chapter).stream()
                        .map(t -> new Wording.Said(l, t)))
                .toList();
    }
}
