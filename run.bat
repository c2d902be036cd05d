@echo off
rem Starts socklab: finds a JDK 25 or newer, builds once with Maven, then only starts. The twin of run.sh.
rem   SOCKLAB_JAVA_HOME  the JDK to use, before JAVA_HOME and everything else
rem No blocks in parentheses: a folder like "Program Files (x86)" would end them.
setlocal DisableDelayedExpansion
set "HERE=%~dp0"
set "HERE=%HERE:~0,-1%"
set "JAR=%HERE%\target\socklab.jar"
set "JDK="
set "UNKNOWN="
set "OLDER="
set "QUIET=-Xlog:disable"

rem ---- the JDK: the first that is new enough by its release file, or else one without such a file. If all are too old,
rem      the first of them starts, and socklab's gate class names it and says what to install.
set "TRY=%SOCKLAB_JAVA_HOME%"
call :usable
if defined JDK goto found
set "TRY=%JAVA_HOME%"
call :usable
if defined JDK goto found
for %%J in (java.exe) do set "TRY=%%~dp$PATH:J"
if not defined TRY goto elsewhere
for %%J in ("%TRY%..") do set "TRY=%%~fJ"
call :usable
if defined JDK goto found
:elsewhere
for /d %%D in ("%ProgramFiles%\Eclipse Adoptium\*" "%ProgramFiles%\Java\*" "%ProgramFiles%\Microsoft\jdk*" "%ProgramFiles%\Zulu\*") do set "TRY=%%~fD" & call :usable
if defined JDK goto found
if defined UNKNOWN set "QUIET="
set "JDK=%UNKNOWN%"
if defined JDK goto found
if not defined OLDER goto nojdk
if not exist "%JAR%" goto nojdk
set "JDK=%OLDER%"
rem Java 8 would stop at this option before the gate class has said a word.
set "QUIET="

:found
if exist "%JAR%" goto start

rem ---- the first start
if not exist "%HERE%\pom.xml" goto nopom
set "MVN="
for %%M in (mvn.cmd) do set "MVN=%%~$PATH:M"
if not defined MVN goto nomaven
echo First start: building socklab, about half a minute...>&2
if not exist "%HERE%\target" mkdir "%HERE%\target"
set "LOG=%HERE%\target\build.log"
set "CALLER_JAVA_HOME=%JAVA_HOME%"
set "JAVA_HOME=%JDK%"
call "%MVN%" -q -B -Dmaven.test.skip=true -f "%HERE%\pom.xml" package >"%LOG%" 2>&1 <nul
set "RESULT=%ERRORLEVEL%"
set "JAVA_HOME=%CALLER_JAVA_HOME%"
if not "%RESULT%"=="0" goto notbuilt
if not exist "%JAR%" goto notbuilt

:start
rem ---- text is UTF-8; the console gets its own code page back afterwards
set "CODEPAGE="
for /f "tokens=2 delims=:." %%C in ('chcp 2^>nul') do set "CODEPAGE=%%C"
if defined CODEPAGE chcp 65001 >nul
"%JDK%\bin\java.exe" -XX:+UseSerialGC -XX:-UsePerfData -XX:-PrintWarnings %QUIET% -Dfile.encoding=UTF-8 -Dstdin.encoding=UTF-8 -Dstdout.encoding=UTF-8 -Dstderr.encoding=UTF-8 "-Dsocklab.home=%HERE%" -jar "%JAR%" %*
set "RESULT=%ERRORLEVEL%"
if defined CODEPAGE chcp %CODEPAGE% >nul
exit /b %RESULT%

rem ---- is there a JDK in folder TRY? Sets JDK, or UNKNOWN or OLDER
:usable
if defined JDK exit /b 0
if not defined TRY exit /b 0
if not exist "%TRY%\bin\java.exe" exit /b 0
if not defined UNKNOWN if not exist "%TRY%\release" set "UNKNOWN=%TRY%"
if not exist "%TRY%\release" exit /b 0
set "MAJOR="
for /f "usebackq tokens=1,2 delims==.-+" %%A in ("%TRY%\release") do if "%%A"=="JAVA_VERSION" set "MAJOR=%%B"
if not defined MAJOR set "MAJOR=0"
set "MAJOR=%MAJOR:"=%"
if %MAJOR% GEQ 25 set "JDK=%TRY%"
if not defined JDK if not defined OLDER set "OLDER=%TRY%"
exit /b 0

:nojdk
echo socklab needs a JDK, Java 25 or newer, and found none.>&2
echo Install it: winget install EclipseAdoptium.Temurin.25.JDK   or set SOCKLAB_JAVA_HOME to the folder of one.>&2
exit /b 3

:nopom
echo There is no target\socklab.jar here, and no pom.xml to build it from.>&2
exit /b 3

:nomaven
echo socklab is built once, with Maven, and there is no mvn on the PATH.>&2
echo Install it: choco install maven, or scoop install maven, or take it from https://maven.apache.org>&2
exit /b 3

:notbuilt
type "%LOG%" >&2
echo socklab was not built: mvn ended with exit code %RESULT%. All it said: "%LOG%">&2
exit /b 3
