/**
 * The socket calls as data: what each is named, takes, returns and means.
 *
 * <p>{@link socklab.call.Call} is the one place to declare a call. Its C signature, typed forms,
 * completion, strace line, result line, help page and exported programs are all read off that
 * declaration; no other code knows a call by name. This package holds values only and imports nothing
 * else of the project.
 */
package socklab.call;
