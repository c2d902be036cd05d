/**
 * The socket calls as data: what each is named, takes, returns and means.
 *
 * <p>{@link socklab.call.Call} is the one place to declare a call. Its C signature, typed forms,
 * completion, strace line, result line, help page and exported programs are all read off that
 * declaration; only the portable kernel knows a call by name. This package holds values only and imports nothing
 * else of the project.
 *
 * <h2>Where a new call goes</h2>
 *
 * <ol>
 *   <li>a constant of {@link socklab.call.Call};
 *   <li>{@code kernel.nio.NioCaller}, whose switch does not compile without it;
 *   <li>prose in {@code explain/NAME.en.md}, {@code NAME.zh.md} and {@code NAME.code.md}, and {@code call.NAME} in
 *       {@code messages/zh};
 *   <li>a lab that uses it, and its lines in the comparison with strace ({@code oracle}).
 * </ol>
 *
 * <p>A new option or flag takes a constant of {@link socklab.call.SocketOption} or {@link socklab.call.Const}, a phrase
 * in {@code messages} and a heading in the prose, in both languages. A new kind of parameter takes a
 * {@link socklab.call.Param} with its {@link socklab.call.ParamShape}, the two switches of
 * {@code lang.OperandParser}, and, if it takes a new kind of value, an {@link socklab.call.Arg} with
 * {@code kernel.libc.ArgMarshaller} and {@code view.StraceView}. {@code DeclarationsAreCompleteTest} lists everything
 * that is missing at once.
 */
package socklab.call;
