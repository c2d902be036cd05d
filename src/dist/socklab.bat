@echo off
rem Starts socklab with the Java that came with it.
rem No blocks in parentheses: a folder like "Program Files (x86)" would end them.
setlocal DisableDelayedExpansion
set "HERE=%~dp0"
for %%H in ("%HERE%..") do set "HERE=%%~fH"
set "JAR=%HERE%\lib\@JAR@"
if not exist "%HERE%\runtime\bin\java.exe" goto broken
if not exist "%JAR%" goto broken

rem ---- text is UTF-8; the console gets its own code page back afterwards
set "CODEPAGE="
for /f "tokens=2 delims=:." %%C in ('chcp 2^>nul') do set "CODEPAGE=%%C"
if defined CODEPAGE chcp 65001 >nul
"%HERE%\runtime\bin\java.exe" -XX:+UseSerialGC -XX:-UsePerfData -XX:-PrintWarnings -Xlog:disable -Dfile.encoding=UTF-8 -Dstdin.encoding=UTF-8 -Dstdout.encoding=UTF-8 -Dstderr.encoding=UTF-8 "-Dsocklab.home=%HERE%" --enable-native-access=ALL-UNNAMED -cp "%JAR%" socklab.Gate %*
set "RESULT=%ERRORLEVEL%"
if defined CODEPAGE chcp %CODEPAGE% >nul
exit /b %RESULT%

:broken
echo This copy of socklab is not whole: "%HERE%". Unpack it again.>&2
exit /b 3
