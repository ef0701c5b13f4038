; Our part of the installer and its licence page, as electron-builder's template calls them, without what only Windows has.
Unicode true
!include "MUI2.nsh"
Name "XuejiDesk"
OutFile "${OUT}"
RequestExecutionLevel user
InstallDir "$LOCALAPPDATA\Programs\XuejiDesk"
Var newDesktopLink
Var newStartMenuLink
!define isUpdated `1 = 0`
!include "${RESOURCES}/installer/installer.nsh"
!insertmacro MUI_PAGE_LICENSE "$(MUILicense)"
!insertmacro MUI_PAGE_DIRECTORY
!insertmacro MUI_PAGE_INSTFILES
!insertmacro MUI_UNPAGE_INSTFILES
!insertmacro MUI_LANGUAGE "SimpChinese"
!insertmacro MUI_LANGUAGE "English"
LicenseLangString MUILicense 2052 "${RESOURCES}/license_zh_CN.txt"
LicenseLangString MUILicense 1033 "${RESOURCES}/license_en_US.txt"
Function .onInit
  !insertmacro customInit
FunctionEnd
Section
  SetOutPath $INSTDIR
  StrCpy $newDesktopLink "$INSTDIR\desktop.lnk"
  StrCpy $newStartMenuLink "$INSTDIR\menu.lnk"
  FileOpen $0 "$newDesktopLink" w
  FileClose $0
  FileOpen $0 "$newStartMenuLink" w
  FileClose $0
  !insertmacro customInstall
  WriteUninstaller "$INSTDIR\uninstall.exe"
SectionEnd
Section "Uninstall"
  !insertmacro customUnInstall
SectionEnd
