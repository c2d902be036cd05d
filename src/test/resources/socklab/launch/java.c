/*
 * A java.exe that tells what it was started with, as UTF-8, and ends with the exit code in STUB_EXIT.
 * It needs no compiler for Windows: gcc makes an ELF object of it, and GNU ld a PE program of that.
 */
#define WIN __attribute__((ms_abi))

typedef unsigned short wide;

WIN extern wide *GetCommandLineW(void);
WIN extern void *GetStdHandle(unsigned);
WIN extern int WriteFile(void *, const void *, unsigned, unsigned *, void *);
WIN extern int WideCharToMultiByte(unsigned, unsigned, const wide *, int, char *, int, const char *, int *);
WIN extern unsigned GetEnvironmentVariableW(const wide *, wide *, unsigned);
WIN __attribute__((noreturn)) extern void ExitProcess(unsigned);

static char line[65536];

WIN void start(void)
{
    static const wide name[] = {'S', 'T', 'U', 'B', '_', 'E', 'X', 'I', 'T', 0};
    wide digits[16];
    unsigned written, code = 0;
    int length = WideCharToMultiByte(65001, 0, GetCommandLineW(), -1, line, sizeof line, 0, 0);

    line[length - 1] = '\n';
    WriteFile(GetStdHandle(-11), line, length, &written, 0);
    unsigned count = GetEnvironmentVariableW(name, digits, 16);
    for (unsigned i = 0; i < count && i < 16; i++)
        code = code * 10 + digits[i] - '0';
    ExitProcess(code);
}
