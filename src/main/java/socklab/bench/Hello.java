package socklab.bench;

/** The least that a Java program can do: what a bare virtual machine takes to start. */
public final class Hello {
    private Hello() {}

    public static void main(String[] args) {
        System.out.println("hello");
    }
}
