; What the school's IT may say on the command line of the installer, beside NSIS's own /S (silent) and /D=FOLDER (last):
;   /DATA=FOLDER      the data folder of this user (XUEJI_DATA); without it the usual one
;   /UPDATES=FOLDER   where newer versions are laid (XUEJI_UPDATES), usually a share of the office
;   /NOSHORTCUTS      no shortcut on the desktop and in the start menu
; A value with blanks stands in quotes: /DATA="D:\Xueji Data". Exit code 2: a switch can't be taken, nothing was done.
; Both folders are kept over an update and forgotten when the program is removed; what lies in them stays.
!include "FileFunc.nsh"
!include "LogicLib.nsh"
!include "WinMessages.nsh"

; The value of a switch into $R1, or the error flag.
!macro readSwitch name
  ${GetParameters} $R0
  ClearErrors
  ${GetOptions} $R0 "/${name}=" $R1
!macroend

!macro refuse why
  ${If} ${Silent}
    SetErrorLevel 2
  ${Else}
    MessageBox MB_ICONSTOP|MB_OK `${why}`
  ${EndIf}
  Quit
!macroend

; Only a whole path: what stands beside the program would be gone with the next version. Quotes around the switch as a
; whole would hide it, and the data would go where nobody looks for them.
!macro checkFolder name
  ${GetParameters} $R0
  StrLen $R7 '"/${name}='
  StrCpy $R5 0
  ${Do}
    StrCpy $R6 $R0 $R7 $R5
    ${If} $R6 == '"/${name}='
      ${ExitDo}
    ${EndIf}
    IntOp $R5 $R5 + 1
  ${LoopUntil} $R6 == ""
  ${If} $R6 != ""
    !insertmacro refuse '/${name}= 的引号要放在等号后面，例如 /${name}="D:\Xueji Data"。'
  ${EndIf}
  !insertmacro readSwitch ${name}
  ${IfNot} ${Errors}
    StrCpy $R2 $R1 1 1
    StrCpy $R3 $R1 2
    ${If} $R2 != ":"
    ${AndIf} $R3 != "\\"
      !insertmacro refuse "/${name}= 后面要写完整的文件夹路径，例如 D:\XuejiData。"
    ${EndIf}
  ${EndIf}
!macroend

!macro customInit
  !insertmacro checkFolder DATA
  !insertmacro checkFolder UPDATES
!macroend

!macro customInstall
  StrCpy $R9 "no"
  !insertmacro readSwitch DATA
  ${IfNot} ${Errors}
    WriteRegStr HKCU "Environment" "XUEJI_DATA" "$R1"
    StrCpy $R9 "yes"
  ${EndIf}
  !insertmacro readSwitch UPDATES
  ${IfNot} ${Errors}
    WriteRegStr HKCU "Environment" "XUEJI_UPDATES" "$R1"
    StrCpy $R9 "yes"
  ${EndIf}
  ${If} $R9 == "yes"
    ; Programs that are started from now on see it without a new sign-in.
    SendMessage ${HWND_BROADCAST} ${WM_SETTINGCHANGE} 0 "STR:Environment" /TIMEOUT=5000
  ${EndIf}
  ${GetParameters} $R0
  ClearErrors
  ${GetOptions} $R0 "/NOSHORTCUTS" $R1
  ${IfNot} ${Errors}
    Delete "$newDesktopLink"
    Delete "$newStartMenuLink"
  ${EndIf}
!macroend

!macro customUnInstall
  ${IfNot} ${isUpdated}
    DeleteRegValue HKCU "Environment" "XUEJI_DATA"
    DeleteRegValue HKCU "Environment" "XUEJI_UPDATES"
    SendMessage ${HWND_BROADCAST} ${WM_SETTINGCHANGE} 0 "STR:Environment" /TIMEOUT=5000
  ${EndIf}
!macroend
