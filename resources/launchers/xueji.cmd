@echo off
rem Waits for the program and hands on its exit code, as the Task Scheduler and scripts need it.
if "%~1"=="" (
  "%~dp0XuejiDesk.exe" --help
  exit /b 2
)
"%~dp0XuejiDesk.exe" %*
exit /b %ERRORLEVEL%
