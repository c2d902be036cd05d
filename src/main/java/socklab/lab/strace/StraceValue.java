package socklab.lab.strace;

import java.util.List;
import java.util.Optional;
import socklab.call.Bytes;

/** A value as strace prints it. Source: strace(1). */
sealed interface StraceValue {

    /** {@code "hello"...}: a string, and whether strace cut it off. */
    record Text(Bytes bytes, boolean cut) implements StraceValue {}

    /** {@code @"name"}: a name in Linux's abstract namespace. */
    record Abstract(Bytes name) implements StraceValue {}

    /** {@code 16}, {@code 0x10}, {@code 3<socket:[38649]>}: a number, and what a descriptor refers to (-y). */
    record Number(long value, Optional<String> descriptor) implements StraceValue {}

    /** {@code NULL}, {@code MSG_PEEK|MSG_DONTWAIT}, {@code ?}: a word, or several joined. */
    record Word(String text) implements StraceValue {}

    /** {@code {sa_family=AF_INET, ...}}: a structure. */
    record Struct(List<Field> fields) implements StraceValue {
        /** The value of that name; a value without a name has that of its function, {@code inet_pton}. */
        Optional<StraceValue> field(String name) {
            return fields.stream()
                    .filter(f -> f.name().equals(name))
                    .map(Field::value)
                    .findFirst();
        }
    }

    /** A value with a name; the name is empty where there is none. */
    record Field(String name, StraceValue value) {}

    /** {@code [1, 2]}, {@code [3 5]}: an array, or a set of descriptors. */
    record Items(List<StraceValue> items) implements StraceValue {}

    /** {@code htons(80)}. */
    record Function(String name, List<StraceValue> args) implements StraceValue {}

    /** {@code 128 => 16}: what a call found, and what it left. */
    record Change(StraceValue before, StraceValue after) implements StraceValue {}

    /** {@code ...}: more than strace printed. */
    record More() implements StraceValue {}
}
