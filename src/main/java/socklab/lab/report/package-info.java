/**
 * What became of labs that were checked, told: to a reader, and to the programs that collect such things.
 *
 * <p>Each report is a pure function of the results; nothing here runs a lab. XML is written by StAX, JSON by Gson.
 */
package socklab.lab.report;
